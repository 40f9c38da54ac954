/** What the home shows of referrals, the provider's inbox; its other pages stand behind `#referrals/pages`. */
import './referrals.css';

export { InboxPage } from './inbox-page.tsx';
