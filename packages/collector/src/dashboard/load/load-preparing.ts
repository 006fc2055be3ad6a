import type { PreparingView } from '../pages/preparing-page.tsx';
import { getMainModel, type PageRequest, toPlace } from './page-request.ts';

const USUAL_WAIT_SECONDS = 5;

/** What is shown instead of a list while everybody's scores are being put in order. */
export async function loadPreparing(
  request: PageRequest,
  { retryAfterSeconds = USUAL_WAIT_SECONDS }: { retryAfterSeconds?: number | undefined },
): Promise<PreparingView> {
  const progress = await request.opened.reader.findRowsProgress(await getMainModel(request));
  return { place: toPlace(request, 'profiles'), doneRatio: progress?.ratio ?? 0, retryAfterSeconds };
}
