import { useText } from '#ui';
import './floor.css';

/** The number with which somebody is called. */
export function QueueNumber({ no }: { readonly no: number | null }) {
  const { t } = useText();
  return <span className="reception-number" aria-label={t('reception.floor.number', { no: no ?? '' })}>{no ?? '–'}</span>;
}
