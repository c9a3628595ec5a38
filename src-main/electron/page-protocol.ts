import type { CustomScheme, Session } from 'electron';
import type { Logger } from '../core/logger.ts';
import { isOurs, scheme } from './origin.ts';

/** What the scheme of the app may do; registered before the app is ready. */
export const pageScheme: CustomScheme = {
  scheme,
  // `standard` gives it an origin, `secure` what browsers keep for secure ones. Nothing bypasses the policy.
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: false },
};

/** Answer the requests of pages for the app's own addresses; whatever else is asked for is not there. */
export function servePage(session: Session, answer: (request: Request) => Promise<Response>, log: Logger): void {
  session.protocol.handle(scheme, async (request) => {
    if (!isOurs(request.url)) return new Response('NOT_FOUND', { status: 404 });
    try {
      return await answer(request);
    } catch (error) {
      log.error({ error: error instanceof Error ? error.name : typeof error }, 'a request could not be answered');
      return new Response('INTERNAL', { status: 500 });
    }
  });
}
