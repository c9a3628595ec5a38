import { chromium } from 'playwright-core';
import { chromiumPath } from './chromium.ts';

/** Record some seconds of changing colours as an MP4 that this browser plays. Frames of 320 × 240 pixels. */
export async function recordVideo(): Promise<Buffer> {
  if (chromiumPath === undefined) throw new Error('Expected a browser to record a video with');
  const browser = await chromium.launch({ executablePath: chromiumPath });
  try {
    const page = await browser.newPage();
    const bytes = await page.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
      const pen = canvas.getContext('2d');
      const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/mp4;codecs=vp9' });
      const parts: Blob[] = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      const stopped = new Promise((resolve) => (recorder.onstop = resolve));
      recorder.start();
      for (let frame = 0; frame < 90; frame++) {
        if (pen !== null) pen.fillStyle = `hsl(${frame * 4} 80% 50%)`;
        pen?.fillRect(0, 0, 320, 240);
        await new Promise((resolve) => setTimeout(resolve, 33));
      }
      recorder.stop();
      await stopped;
      return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
    });
    return Buffer.from(bytes);
  } finally {
    await browser.close();
  }
}
