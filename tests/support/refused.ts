import { Refused } from '#kernel/errors';

/** The code of the refusal, or `done`; whatever else goes wrong is thrown on. */
export async function refusedCode(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.problems[0]!.code;
    throw error;
  }
  return 'done';
}
