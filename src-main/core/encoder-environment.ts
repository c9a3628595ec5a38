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

/** Environment for a process that loads the inference runtime, from that of the process that starts it. */
export function encoderEnvironment(env: Environment): Record<string, string | undefined> {
  return {
    ...env,
    // glibc gives every decoding thread a heap of its own and hardly returns it: two heaps keep the process smaller.
    MALLOC_ARENA_MAX: env['MALLOC_ARENA_MAX'] ?? '2',
    ...telemetryOff,
  };
}
