/** Pages and panels of reception for the staff application. */
export { ManifestsPage } from './manifests-page.tsx';
export { UploadPage } from './upload-page.tsx';
export { PreviewPage } from './preview-page.tsx';
export { ArrivalsPage } from './arrivals-page.tsx';
export { DeskPage } from './desk-page.tsx';
export { SlipPage } from './slip-page.tsx';
export { ReturnForm, ReturnsPanel } from './returns-panel.tsx';
