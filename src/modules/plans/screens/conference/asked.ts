import type { MemberView } from '../../conference/schema.ts';

/** Who is asked to take part: a member once more, or somebody new. */
export type Asked = Pick<MemberView, 'organizationId' | 'officeId'> | 'new';
