export * from './models.ts';
export { AnswerCodePage, AnswerDoorPage, AnswerEndPage, AnswerPage } from './answer-pages.tsx';
