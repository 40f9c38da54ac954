/** Pages and panels of reception for the staff application. */
export { ManifestsPage } from './manifests-page.tsx';
export { UploadPage } from './upload-page.tsx';
export { PreviewPage } from './preview-page.tsx';
export { ArrivalsPage } from './arrivals-page.tsx';
export { DeskPage } from './desk-page.tsx';
export { SlipPage } from './slip-page.tsx';
export { ReturnForm, ReturnsPanel } from './returns-panel.tsx';
export { StationPage } from './floor/station-page.tsx';
export { FloorPersonPage } from './floor/person-page.tsx';
export { ScreensPage } from './floor/screens-page.tsx';
export { WaitingRoom } from './floor/waiting-room.tsx';
export { BoardPage } from './floor/board-page.tsx';
export { WithoutStepPage } from './floor/open-page.tsx';
export { DaySheetPage } from './floor/sheet-page.tsx';
export { ListEndPage } from './end-page.tsx';
export { ListPaperPage } from './paper-page.tsx';
export { PointsPage } from './points-page.tsx';
export { SendersPage } from './senders-page.tsx';
