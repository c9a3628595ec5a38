/**
 * Load and decode a picture, so that an image element that is given its address shows it at once.
 *
 * @throws the signal's reason, and an `EncodingError` where there is no such picture.
 */
export async function fetchPicture(url: string, signal: AbortSignal): Promise<void> {
  const image = new Image();
  // Chromium settles no `decode` of an image that is taken away while it is being loaded.
  const gone = Promise.withResolvers<never>();
  const giveUp = (): void => {
    image.src = '';
    gone.reject(signal.reason as Error);
  };
  signal.addEventListener('abort', giveUp, { once: true });
  image.src = url;
  try {
    await Promise.race([image.decode(), gone.promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
