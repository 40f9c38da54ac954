import { useState } from 'react';
import type { DragEvent } from 'react';
import { FieldError, FieldHint, LabelWords, useFieldIds } from './field.tsx';
import type { FieldBinding, FieldWords } from './field.tsx';
import { Icon } from './icons.tsx';
import { useText } from './text-context.tsx';

export interface FileDropProps extends FieldWords, FieldBinding<File> {
  /** As in `<input accept>`: `.csv,.xlsx`. */
  readonly accept?: string;
  readonly disabled?: boolean;
}

/** A file chosen or dropped. Keyboard and screen reader meet an ordinary file input. */
export function FileDrop({ name, value, onChange, error, label, hint, optional, accept, disabled = false }: FileDropProps) {
  const { t, formatNumber } = useText();
  const ids = useFieldIds(name, hint, error);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !disabled) onChange(file);
  };
  return (
    <div className={error ? 'ui-field ui-field--wrong' : 'ui-field'}>
      <span className="ui-field__label" id={`${ids.id}-label`}><LabelWords label={label} optional={optional ?? false} /></span>
      <FieldHint ids={ids} hint={hint} />
      <FieldError ids={ids} error={error} />
      <label className={over ? 'ui-drop ui-drop--over' : 'ui-drop'}>
        <Icon name={value ? 'paper' : 'upload'} size={32} />
        {value ? <strong>{value.name}</strong> : <strong>{t('ui.file.choose')}</strong>}
        <span className="ui-field__hint">{value ? t('ui.file.size', { size: formatNumber(Math.ceil(value.size / 1024)) }) : t('ui.file.drop')}</span>
        <input
          id={ids.id} type="file" name={name} accept={accept} disabled={disabled} className="ui-drop__input"
          aria-labelledby={`${ids.id}-label`} aria-describedby={ids.describedBy} aria-invalid={error ? true : undefined}
          onDrop={drop} onDragLeave={() => setOver(false)} onDragOver={(event) => { event.preventDefault(); setOver(true); }}
          onChange={(event) => onChange(event.target.files?.[0])}
        />
      </label>
    </div>
  );
}
