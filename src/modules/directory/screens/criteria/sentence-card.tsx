import { LOCALES } from '#kernel/codes';
import type { Criteria } from '#kernel/criteria';
import { Card, Note, Stack, useText } from '#ui';
import { useBothLanguages } from './data.ts';
import { sentenceOf, useNames } from './names.ts';

/** The whole as one sentence, in both languages. */
export function SentenceCard({ criteria, open }: { readonly criteria: Criteria; readonly open: number }) {
  const { t } = useText();
  const names = useNames();
  const both = useBothLanguages();
  return (
    <Card title={t('directory.conditions.sentence')} icon="language">
      <Stack gap={3}>
        {LOCALES.map((locale) => {
          const say = both[locale];
          return (
            <div key={locale}>
              <p className="directory-criteria__side">{t(`directory.conditions.in.${locale}`)}</p>
              <p lang={locale} className="directory-criteria__sentence">{say ? sentenceOf(criteria, names, locale, say) : t('ui.loading')}</p>
            </div>
          );
        })}
        {open > 0 ? <Note>{t('directory.conditions.open-count', { n: open })}</Note> : null}
      </Stack>
    </Card>
  );
}
