import type { ComponentType } from 'react';
import type { FieldBinding } from '#ui';
import type { FieldSpec } from './fields.ts';

/** The form of an entry, by paths inside of the entry. */
export interface EntryForm { at<V>(path: string): FieldBinding<V> }

/** One field of the form: where it stands, and which names its codes have. */
export interface FieldProps {
  readonly form: EntryForm;
  readonly spec: FieldSpec;
  readonly path: string;
  readonly names: Readonly<Record<string, string>>;
  readonly label?: string;
  readonly locked?: boolean;
}

/** What the control of a field gets: fields may have fields. */
export interface EditorProps extends Omit<FieldProps, 'label' | 'locked'> { readonly Field: ComponentType<FieldProps> }
