/** Names of the messages between the main process and the preload script. */
export interface Channels {
  /** Page -> main: asks for ports. */
  readonly connect: 'eidetic:connect';
  /** Main -> page: brings them. */
  readonly ports: 'eidetic:ports';
  /** Main -> page: an `EngineStatus`. */
  readonly engine: 'eidetic:engine';
  /** Page -> main: asks for the status as it is. */
  readonly askEngine: 'eidetic:ask-engine';
  /** Main -> page: a `MenuCommand`. */
  readonly command: 'eidetic:command';
}

export const channels: Channels = {
  connect: 'eidetic:connect',
  ports: 'eidetic:ports',
  engine: 'eidetic:engine',
  askEngine: 'eidetic:ask-engine',
  command: 'eidetic:command',
};
