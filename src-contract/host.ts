import { z } from 'zod';
import { OnePhoto, PhotoSelection } from './photos.ts';
import { themes } from './settings.ts';

/** What the program around the page is and can do. */
export const HostInfo = z.strictObject({
  kind: z.enum(['desktop', 'browser']),
  /** As Node names it: `darwin`, `win32`, `linux`, ... */
  platform: z.string(),
  version: z.string(),
  can: z.strictObject({
    /** Show the system's dialogs to choose a folder or a file. */
    chooseFolder: z.boolean(),
    /** Show a file in the system's file manager. */
    reveal: z.boolean(),
    /** Open a file with the program that the system has for it. */
    open: z.boolean(),
    /** Drag photos out as files. */
    dragOut: z.boolean(),
  }),
});
export type HostInfo = z.infer<typeof HostInfo>;

const nothing = z.strictObject({});

/** Most photos that are dragged at once: more would be a slip of the hand. */
export const maxDragged = 500;

const DraggedPhotos = PhotoSelection.refine(
  ({ photoIds }) => photoIds.length <= maxDragged,
  `Expected at most ${maxDragged}`,
);

/** Methods that the host answers, not the engine. Where `HostInfo.can` says no they answer NOT_SUPPORTED_HERE. */
export const hostMethods = {
  'host.info': { input: nothing, output: HostInfo },
  /** Null when the user closes the dialog. */
  'host.chooseFolder': {
    input: z.strictObject({ title: z.string().max(200) }),
    output: z.strictObject({ path: z.string().nullable() }),
  },
  /** An archive with a model pack. Null when the user closes the dialog. */
  'host.chooseFile': {
    input: z.strictObject({ title: z.string().max(200) }),
    output: z.strictObject({ path: z.string().nullable() }),
  },
  'host.reveal': { input: OnePhoto, output: nothing },
  'host.open': { input: OnePhoto, output: nothing },
  /** Show the folder that holds the library's own data. */
  'host.revealData': { input: nothing, output: nothing },
  /** Begin to drag files out of the window; called while the page handles `dragstart`. */
  'host.startDrag': { input: DraggedPhotos, output: nothing },
  /** Let window frame and menus follow the page's theme. */
  'host.setTheme': { input: z.strictObject({ theme: z.enum(themes) }), output: nothing },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type HostMethodName = keyof typeof hostMethods;
export type HostMethodInput<M extends HostMethodName> = z.output<(typeof hostMethods)[M]['input']>;
export type HostMethodOutput<M extends HostMethodName> = z.output<(typeof hostMethods)[M]['output']>;
