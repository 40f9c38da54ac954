import type { ReactNode } from 'react';
import type { CodeModel, SaidFormModel, StandingModel, ThanksModel } from './models.ts';

type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** Pages on which anybody says what was good or bad, and reads the answer with a code: forms only, nothing that needs a script. */
export function FeedbackFormPage({ model, t }: { model: SaidFormModel; t: Say }): ReactNode {
  const { typed } = model;
  return (
    <>
      <h1>{t('feedback.portal.title')}</h1>
      {model.service === null ? null : <p className="lead">{model.service}</p>}
      <p>{t('feedback.portal.lead')}</p>
      {model.problem ? <p className="problem" role="alert">{model.problem}</p> : null}
      <form method="post" action={model.action}>
        <input type="hidden" name="envio" value={typed.envio} />
        <fieldset>
          <legend>{t('feedback.portal.kind')}</legend>
          {model.kinds.map((kind) => (
            <label className="line" key={kind}><input type="radio" name="tipo" value={kind} required defaultChecked={typed.tipo === kind} /> {t(`feedback.portal.kind.${kind}`)}</label>
          ))}
        </fieldset>
        {model.service === null ? <Offices model={model} t={t} /> : null}
        <label htmlFor="texto">{t('feedback.portal.said')}</label>
        <p id="texto-help" className="as-of">{t('feedback.portal.said-help')}</p>
        <textarea id="texto" name="texto" required maxLength={2000} rows={6} autoComplete="off" aria-describedby="texto-help" defaultValue={typed.texto} />
        <fieldset>
          <legend>{t('feedback.portal.answer')}</legend>
          <label className="line"><input type="radio" name="respuesta" value="si" defaultChecked={typed.respuesta !== 'no'} /> {t('feedback.portal.answer.yes')}</label>
          <label className="line"><input type="radio" name="respuesta" value="no" defaultChecked={typed.respuesta === 'no'} /> {t('feedback.portal.answer.no')}</label>
        </fieldset>
        <details open={typed.nombre !== '' || typed.via !== ''}>
          <summary>{t('feedback.portal.more')}</summary>
          <p>{t('feedback.portal.more-help')}</p>
          <label htmlFor="nombre">{t('feedback.portal.name')}</label>
          <input id="nombre" name="nombre" type="text" maxLength={120} autoComplete="off" defaultValue={typed.nombre} />
          <label htmlFor="via">{t('feedback.portal.way')}</label>
          <p id="via-help" className="as-of">{t('feedback.portal.way-help')}</p>
          <input id="via" name="via" type="text" maxLength={200} autoComplete="off" aria-describedby="via-help" defaultValue={typed.via} />
        </details>
        <div className="leave" aria-hidden="true">
          <label htmlFor="sitio">{t('portal.report.leave-empty')}</label>
          <input id="sitio" name="sitio" type="text" tabIndex={-1} autoComplete="off" />
        </div>
        <p className="actions"><button type="submit">{t('feedback.portal.send')}</button></p>
      </form>
      <p><a href={model.answerHref}>{t('feedback.portal.have-code')}</a></p>
    </>
  );
}

function Offices({ model, t }: { model: SaidFormModel; t: Say }): ReactNode {
  return (
    <>
      <label htmlFor="oficina">{t('feedback.portal.office')}</label>
      <select id="oficina" name="oficina" defaultValue={model.typed.oficina}>
        <option value="">{t('feedback.portal.office.none')}</option>
        {model.offices.map((office) => <option key={office.id} value={office.id}>{office.name}</option>)}
      </select>
    </>
  );
}

/** It was kept; the code stands here and nowhere else. */
export function FeedbackThanksPage({ model, t }: { model: ThanksModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{t('feedback.portal.thanks')}</h1>
      {model.code === '' ? <p className="note" role="status">{t('feedback.portal.sent-already')}</p> : (
        <>
          <p className="note" role="status">{t(model.wantsAnswer ? 'feedback.portal.thanks-until' : 'feedback.portal.thanks-read', { until: model.until })}</p>
          <p>{t('feedback.portal.code-is')}</p>
          <p className="big strong">{model.code}</p>
          <p>{t('feedback.portal.code-once')}</p>
        </>
      )}
      {model.helpHref === null ? null : <p className="note">{t('feedback.portal.danger')} <a href={model.helpHref}>{t('feedback.portal.danger-link')}</a></p>}
      <p><a href={model.answerHref}>{t('feedback.portal.have-code')}</a></p>
      <p><a href={model.homeHref}>{t('portal.home')}</a></p>
    </>
  );
}

/** Where the code is typed. */
export function FeedbackCodePage({ model, t }: { model: CodeModel; t: Say }): ReactNode {
  return (
    <>
      <h1>{t('feedback.portal.code-title')}</h1>
      {model.problem ? <p className="problem" role="alert">{model.problem}</p> : null}
      <form method="post" action={model.action}>
        <label htmlFor="codigo">{t('feedback.portal.code')}</label>
        <input id="codigo" name="codigo" type="text" required maxLength={20} autoComplete="off" autoCapitalize="characters" spellCheck={false} defaultValue={model.code} />
        <p className="actions"><button type="submit" name="accion" value="ver">{t('feedback.portal.see')}</button></p>
      </form>
      <p><a href={model.formHref}>{t('feedback.portal.title')}</a></p>
    </>
  );
}

/** How it stands, the answer, and whether it is enough. What was said first is not shown: the code may be in other hands. */
export function FeedbackStandingPage({ model, t }: { model: StandingModel; t: Say }): ReactNode {
  const { content, notContent } = model.replies;
  return (
    <>
      <h1>{t('feedback.portal.standing')}</h1>
      {model.notice ? <p className="note" role="status">{model.notice}</p> : null}
      {model.problem ? <p className="problem" role="alert">{model.problem}</p> : null}
      <p className="verdict ask">{model.state}</p>
      {model.answer === null ? null : <article className="card">{model.answer.split('\n').filter(Boolean).map((line) => <p key={line}>{line}</p>)}</article>}
      {content || notContent ? (
        <form method="post" action={model.action}>
          <input type="hidden" name="llave" value={model.pass} />
          <h2>{t('feedback.portal.enough')}</h2>
          {content ? <p className="actions"><button type="submit" name="accion" value="bien">{t('feedback.portal.content')}</button></p> : null}
          {notContent ? (
            <>
              <label htmlFor="texto">{t('feedback.portal.why-not')}</label>
              <textarea id="texto" name="texto" maxLength={1000} rows={4} autoComplete="off" defaultValue={model.typed} />
              <p className="actions"><button type="submit" name="accion" value="no" className="small">{t('feedback.portal.not-content')}</button></p>
            </>
          ) : <p>{t('feedback.portal.no-more')}</p>}
        </form>
      ) : null}
    </>
  );
}
