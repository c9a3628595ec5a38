import type { Outline } from '../base/outline.ts';
import type { Detail, World } from '../base/world.ts';
import { type Point, pointAt, type Size, type View, worldPixels } from '../view.ts';
import { clippedArea, type Frame } from './clip.ts';
import type { PlacedLabel } from './labels.ts';

/** Colours of the theme, as a canvas takes them. */
export interface MapColours {
  readonly water: string;
  readonly land: string;
  readonly coast: string;
  readonly border: string;
  readonly text: string;
  readonly accent: string;
}

export interface MapPicture {
  readonly world: World;
  readonly view: View;
  /** CSS pixels. */
  readonly size: Size;
  /** Pixels of the screen for each of them. */
  readonly ratio: number;
  readonly colours: MapColours;
  readonly labels: readonly PlacedLabel[];
  /** What somebody draws around, or has; empty for nothing. */
  readonly lasso: readonly Point[];
}

/** Beyond the edges, CSS pixels: lines there are cut without a trace. */
const beyond = 8;

/** Draw the map and what is written on it. */
export function drawMap(context: CanvasRenderingContext2D, picture: MapPicture): void {
  const { view, size, ratio, colours, world, labels, lasso } = picture;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.water;
  context.fillRect(0, 0, size.width, size.height);
  const detail = world.details.find(({ maxZoom }) => view.zoom <= maxZoom);
  if (detail !== undefined) for (const turn of turns(view, size)) drawTurn(context, detail, picture, turn);
  drawLabels(context, labels, colours);
  if (lasso.length > 1) drawLasso(context, lasso, picture);
}

/** How often around the globe the worlds that are in sight lie. */
function turns(view: View, size: Size): number[] {
  const [from, to] = [pointAt(view, size, { left: 0, top: 0 }).x, pointAt(view, size, { left: size.width, top: 0 }).x];
  return Array.from({ length: Math.floor(to) - Math.floor(from) + 1 }, (_, i) => Math.floor(from) + i);
}

function drawTurn(
  context: CanvasRenderingContext2D,
  { land, coasts, borders }: Detail,
  { view, size, colours }: MapPicture,
  turn: number,
): void {
  const scale = worldPixels(view.zoom);
  const left = (turn - view.x) * scale + size.width / 2;
  const top = size.height / 2 - view.y * scale;
  const frame: Frame = {
    minX: (-beyond - left) / scale,
    maxX: (size.width + beyond - left) / scale,
    minY: (-beyond - top) / scale,
    maxY: (size.height + beyond - top) / scale,
  };
  const place: Placing = { left, top, scale };
  context.beginPath();
  for (const outline of land) if (isIn(outline, frame)) addArea(context, outline, frame, place);
  context.fillStyle = colours.land;
  context.fill('evenodd');
  context.lineJoin = 'round';
  strokeLines(context, borders, frame, place, colours.border, view.zoom < 4 ? 0.6 : 1);
  strokeLines(context, coasts, frame, place, colours.coast, view.zoom < 4 ? 0.7 : 1.2);
}

/** From the square of the projection to CSS pixels. */
interface Placing {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

function isIn({ minX, minY, maxX, maxY }: Outline, frame: Frame): boolean {
  return maxX >= frame.minX && minX <= frame.maxX && maxY >= frame.minY && minY <= frame.maxY;
}

function addArea(context: CanvasRenderingContext2D, outline: Outline, frame: Frame, place: Placing): void {
  const { left, top, scale } = place;
  const points = clippedArea(outline.points, frame);
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [left + (points[i] ?? 0) * scale, top + (points[i + 1] ?? 0) * scale];
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}

function strokeLines(
  context: CanvasRenderingContext2D,
  lines: readonly Outline[],
  frame: Frame,
  place: Placing,
  colour: string,
  width: number,
): void {
  context.beginPath();
  for (const line of lines) if (isIn(line, frame)) addLine(context, line, frame, place);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

/** A line without those of its pieces that lie wholly to one side of what is in sight. */
function addLine(context: CanvasRenderingContext2D, { points }: Outline, frame: Frame, place: Placing): void {
  const { left, top, scale } = place;
  let isDrawing = false;
  for (let i = 2; i < points.length; i += 2) {
    const [fromX = 0, fromY = 0, x = 0, y = 0] = [points[i - 2], points[i - 1], points[i], points[i + 1]];
    const isOutside =
      (fromX < frame.minX && x < frame.minX) ||
      (fromX > frame.maxX && x > frame.maxX) ||
      (fromY < frame.minY && y < frame.minY) ||
      (fromY > frame.maxY && y > frame.maxY);
    if (!isOutside) {
      if (!isDrawing) context.moveTo(left + fromX * scale, top + fromY * scale);
      context.lineTo(left + x * scale, top + y * scale);
    }
    isDrawing = !isOutside;
  }
}

function drawLabels(
  context: CanvasRenderingContext2D,
  labels: readonly PlacedLabel[],
  { land, text }: MapColours,
): void {
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const { text: name, left, top, font, isTown, spacing } of labels) {
    context.font = font;
    context.letterSpacing = `${spacing}px`;
    context.textAlign = isTown ? 'left' : 'center';
    context.strokeStyle = land;
    context.fillStyle = text;
    context.lineWidth = 3;
    context.globalAlpha = isTown ? 1 : 0.85;
    const from = isTown ? left + 6 : left;
    context.strokeText(name, from, top);
    context.fillText(name, from, top);
    if (isTown) {
      context.beginPath();
      context.arc(left, top, 2, 0, 2 * Math.PI);
      context.fill();
    }
  }
  context.globalAlpha = 1;
}

function drawLasso(
  context: CanvasRenderingContext2D,
  lasso: readonly Point[],
  { view, size, colours }: MapPicture,
): void {
  const scale = worldPixels(view.zoom);
  // Of its repetitions around the globe the one nearest to the middle.
  const turn = Math.round((lasso[0]?.x ?? 0) - view.x);
  context.beginPath();
  for (const { x, y } of lasso)
    context.lineTo((x - turn - view.x) * scale + size.width / 2, (y - view.y) * scale + size.height / 2);
  context.closePath();
  context.fillStyle = colours.accent;
  context.globalAlpha = 0.16;
  context.fill('evenodd');
  context.globalAlpha = 1;
  context.strokeStyle = colours.accent;
  context.lineWidth = 2.5;
  context.stroke();
}
