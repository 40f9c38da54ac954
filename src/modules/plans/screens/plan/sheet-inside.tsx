import type { PlanSheet } from '../../plan/schema.ts';

type SheetStep = PlanSheet['first'][number];

function Steps({ steps }: { readonly steps: readonly SheetStep[] }) {
  return (
    <ul className="plans-sheet__steps">
      {steps.map((step, i) => (
        <li key={i}><span aria-hidden="true">{step.done ? '☑' : '☐'}</span> <span>{step.words} <span className="plans-sheet__when">{`${step.who} · ${step.day}`}</span></span></li>
      ))}
    </ul>
  );
}

/** How many steps a sheet has. */
export function stepsOnSheet(sheet: PlanSheet): number {
  return sheet.first.length + sheet.parts.flatMap((p) => p.goals).reduce((n, g) => n + g.steps.length, 0);
}

/** The page that the person takes along, as it was agreed, in its own language. */
export function SheetInside({ sheet }: { readonly sheet: PlanSheet }) {
  return (
    <div className="plans-sheet" lang={sheet.locale}>
      <header><h2>{sheet.title}</h2><p>{sheet.status}</p></header>
      {sheet.first.length > 0 ? <Steps steps={sheet.first} /> : null}
      {sheet.parts.map((part) => (
        <section key={part.heading}>
          <h3>{part.heading}</h3>
          {part.goals.map((goal, i) => <div key={i} className="plans-sheet__goal"><p className="plans-sheet__words">{goal.words}</p><Steps steps={goal.steps} /></div>)}
        </section>
      ))}
      <p>{sheet.review}</p>
      {sheet.blanks.map((blank) => <p key={blank} className="plans-sheet__blank">{blank}</p>)}
      <footer className="plans-sheet__foot">{sheet.foot}</footer>
    </div>
  );
}
