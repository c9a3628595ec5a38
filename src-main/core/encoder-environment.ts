/**
 * What keeps the inference runtime to itself.
 *
 * [Note: Telemetry] onnxruntime has Microsoft's telemetry built in since 1.29, on Linux and macOS: with its first session
 * it reads the machine's id, makes a device id and a database of events in the user's cache folder, leaves files in
 * the temporary folder, and connects to Microsoft, unless this variable is in the process's environment by then. Its
 * interface for JavaScript has no switch. On Windows it hands events to the system's own tracing (ETW), sends nothing
 * itself, and the variable means nothing.
 *
 * The library reads the environment of the process, not `process.env`: the two are the same in a main thread, while a
 * worker thread has a copy whose changes the library never sees.
 *
 * @see https://github.com/microsoft/onnxruntime/blob/main/docs/Privacy.md
 */
export const telemetryOff = { ORT_DISABLE_TELEMETRY: '1' } as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Environment for a process that loads the inference runtime, from that of the process that starts it.
 *
 * @param libraryDir folder whose libraries come before the system's, on Linux: the runtime in it is the one that is
 * loaded, because the runtime looks for its CUDA provider beside itself. Null for none.
 */
export function encoderEnvironment(
  env: Environment,
  libraryDir: string | null = null,
): Record<string, string | undefined> {
  // An empty part of it would mean the current folder.
  const paths = [libraryDir, env['LD_LIBRARY_PATH']].filter((path) => path != null && path !== '');
  return {
    ...env,
    ...(libraryDir === null ? {} : { LD_LIBRARY_PATH: paths.join(':') }),
    // glibc gives every decoding thread a heap of its own and hardly returns it: two heaps keep the process smaller.
    MALLOC_ARENA_MAX: env['MALLOC_ARENA_MAX'] ?? '2',
    ...telemetryOff,
  };
}
