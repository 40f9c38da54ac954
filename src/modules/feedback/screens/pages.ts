/** Pages of this room: nobody's home, they follow when somebody opens one. */
export { FeedbackListPage } from './list-page.tsx';
export { FeedbackItemPage } from './item-page.tsx';
export { RecordFeedbackPage } from './record-page.tsx';
