/** Pages and panels of reception for the staff application. Pages that are no home follow when the browser has time, or when they are opened. */
import { lazy } from 'react';
import { fetchedLater } from '#ui';

export { ArrivalsPage } from './arrivals-page.tsx';
export { ReturnForm, ReturnsPanel } from './returns-panel.tsx';

const rest = fetchedLater(() => import('./pages.ts'));

export const ManifestsPage = lazy(async () => ({ default: (await rest()).ManifestsPage }));
export const UploadPage = lazy(async () => ({ default: (await rest()).UploadPage }));
export const PreviewPage = lazy(async () => ({ default: (await rest()).PreviewPage }));
export const DeskPage = lazy(async () => ({ default: (await rest()).DeskPage }));
export const FamilyDeskPage = lazy(async () => ({ default: (await rest()).FamilyDeskPage }));
export const FamilySlipsPage = lazy(async () => ({ default: (await rest()).FamilySlipsPage }));
export const SlipPage = lazy(async () => ({ default: (await rest()).SlipPage }));
export const StationPage = lazy(async () => ({ default: (await rest()).StationPage }));
export const FloorPersonPage = lazy(async () => ({ default: (await rest()).FloorPersonPage }));
export const ScreensPage = lazy(async () => ({ default: (await rest()).ScreensPage }));
export const WaitingRoom = lazy(async () => ({ default: (await rest()).WaitingRoom }));
export const BoardPage = lazy(async () => ({ default: (await rest()).BoardPage }));
export const WithoutStepPage = lazy(async () => ({ default: (await rest()).WithoutStepPage }));
export const DaySheetPage = lazy(async () => ({ default: (await rest()).DaySheetPage }));
export const ListEndPage = lazy(async () => ({ default: (await rest()).ListEndPage }));
export const ListPaperPage = lazy(async () => ({ default: (await rest()).ListPaperPage }));
export const PointsPage = lazy(async () => ({ default: (await rest()).PointsPage }));
export const SendersPage = lazy(async () => ({ default: (await rest()).SendersPage }));
export const ScanPage = lazy(async () => ({ default: (await rest()).ScanPage }));
export const CarePage = lazy(async () => ({ default: (await rest()).CarePage }));
export const LeftPage = lazy(async () => ({ default: (await rest()).LeftPage }));
export const ExitPage = lazy(async () => ({ default: (await rest()).ExitPage }));
export const BedsPage = lazy(async () => ({ default: (await rest()).BedsPage }));
export const TransportPage = lazy(async () => ({ default: (await rest()).TransportPage }));
