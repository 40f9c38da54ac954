import type { ReactNode } from 'react';
import type { AnswerForm, AnswerModel, CodeModel, DoorModel, EndModel, Notice, Typed } from './models.ts';

type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** Pages on which somebody without an account answers: forms only, nothing that needs a script, words that tell nobody what it is about until it is opened. */

function Told({ notice }: { notice: Notice | null }): ReactNode {
  return notice ? <p className={notice.kind === 'done' ? 'note' : 'problem'} role={notice.kind === 'done' ? 'status' : 'alert'}>{notice.text}</p> : null;
}

/** A door with a button: previews of messages open addresses by themselves, and find nothing here. */
export function AnswerDoorPage({ model, t }: { model: DoorModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{t('referrals.portal.door')}</h1>
      <p>{t('referrals.portal.door-help')}</p>
      <form method="post" action={model.action} className="actions">
        <button type="submit" name="accion" value="ver">{t('referrals.portal.open')}</button>
      </form>
    </>
  );
}

/** Where the code of a sheet is typed, with the year that the person says. */
export function AnswerCodePage({ model, t }: { model: CodeModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{t(model.checkHref === null ? 'referrals.portal.check-title' : 'referrals.portal.code-title')}</h1>
      <Told notice={model.notice} />
      <form method="post" action={model.action}>
        <label htmlFor="codigo">{t('referrals.portal.code')}</label>
        <input id="codigo" name="codigo" type="text" required maxLength={20} autoComplete="off" autoCapitalize="characters" spellCheck={false} defaultValue={model.code} />
        {model.checkHref === null ? null : <Year t={t} />}
        <p className="actions"><button type="submit" name="accion" value="ver">{t(model.checkHref === null ? 'referrals.portal.check' : 'referrals.portal.open')}</button></p>
      </form>
      {model.checkHref === null ? null : <p><a href={model.checkHref}>{t('referrals.portal.check-link')}</a></p>}
    </>
  );
}

function Year({ t }: { t: Say }): ReactNode {
  return (
    <>
      <label htmlFor="anio">{t('referrals.portal.year')}</label>
      <p id="anio-help" className="as-of">{t('referrals.portal.year-help')}</p>
      <input id="anio" name="anio" type="text" required inputMode="numeric" maxLength={4} autoComplete="off" aria-describedby="anio-help" />
    </>
  );
}

/** What is said when there is nothing more to do, or nothing that opens. */
export function AnswerEndPage({ model, t: _t }: { model: EndModel; t: Say }): ReactNode {
  return <><h1>{model.title}</h1><Told notice={model.notice} /><p>{model.help}</p></>;
}

/** The agreed minimum, and what can be answered now. */
export function AnswerPage({ model, t }: { model: AnswerModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{t('referrals.portal.title')}</h1>
      <Told notice={model.notice} />
      <p className="verdict ask">{model.state}</p>
      <article className="card">
        <dl>{model.about.map(({ term, value }) => <Line key={term} term={term} value={value} />)}</dl>
        {model.sections.map((section) => (
          <section key={section.label}>
            <h2>{section.label}</h2>
            <dl>{section.items.map(({ term, value }) => <Line key={term + value} term={term} value={value} />)}</dl>
          </section>
        ))}
      </article>
      {model.forms.length > 0 ? <h2>{t('referrals.portal.your-answer')}</h2> : <p>{t('referrals.portal.nothing-now')}</p>}
      {model.forms.map((form) => <OneAnswer key={form.accion} form={form} model={model} t={t} />)}
      {model.history.length > 0 ? <h2>{t('referrals.portal.so-far')}</h2> : null}
      <ul className="list">{model.history.map((line) => <li key={line.when + line.what}>{line.when} · {line.what}{line.words ? <><br />{line.words}</> : null}</li>)}</ul>
    </>
  );
}

function Line({ term, value }: { term: string; value: string }): ReactNode {
  return <><dt>{term}</dt><dd>{value}</dd></>;
}

function OneAnswer({ form, model, t }: { form: AnswerForm; model: AnswerModel; t: Say }): ReactNode {
  const of = (field: string): string => `${field}-${form.accion}`;
  // What was typed stands where it was typed.
  const typed = form.open ? model.typed : { ...NOTHING_TYPED, nombre: model.typed.nombre };
  return (
    <details open={form.open}>
      <summary>{t(`referrals.portal.do.${form.accion}`)}</summary>
      <form method="post" action={model.action}>
        {Object.entries(model.hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <input type="hidden" name="accion" value={form.accion} />
        {form.fields.includes('motivo') ? (
          <>
            <label htmlFor={of('motivo')}>{t('referrals.portal.reason')}</label>
            <select id={of('motivo')} name="motivo" required defaultValue={typed.motivo}>
              <option value="">{t('referrals.portal.choose')}</option>
              {model.reasons.map(({ code, label }) => <option key={code} value={code}>{label}</option>)}
            </select>
          </>
        ) : null}
        {form.fields.includes('resultado') ? (
          <fieldset>
            <legend>{t('referrals.portal.outcome')}</legend>
            {['reached', 'partly', 'not-reached'].map((outcome) => (
              <label className="line" key={outcome}><input type="radio" name="resultado" value={outcome} required defaultChecked={typed.resultado === outcome} /> {t(`referrals.outcome.${outcome}`)}</label>
            ))}
          </fieldset>
        ) : null}
        <Words form={form} typed={typed} of={of} t={t} />
        <label htmlFor={of('nombre')}>{t('referrals.portal.name')}</label>
        <input id={of('nombre')} name="nombre" type="text" required maxLength={80} autoComplete="off" defaultValue={typed.nombre} />
        <p className="actions"><button type="submit">{t('referrals.portal.send')}</button></p>
      </form>
    </details>
  );
}

const NOTHING_TYPED: Typed = { nombre: '', nota: '', motivo: '', otro: '', resultado: '' };

function Words({ form, typed, of, t }: { form: AnswerForm; typed: Typed; of: (field: string) => string; t: Say }): ReactNode {
  const asks = form.fields.includes('pregunta');
  return (
    <>
      {form.fields.includes('otro') ? (
        <>
          <label htmlFor={of('otro')}>{t('referrals.portal.other')}</label>
          <input id={of('otro')} name="otro" type="text" maxLength={160} autoComplete="off" defaultValue={typed.otro} />
        </>
      ) : null}
      <label htmlFor={of('nota')}>{t(asks ? 'referrals.portal.question' : 'referrals.portal.note')}</label>
      <textarea id={of('nota')} name="nota" maxLength={700} required={asks} autoComplete="off" defaultValue={typed.nota} />
    </>
  );
}
