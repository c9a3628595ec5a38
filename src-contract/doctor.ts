import { z } from 'zod';
import { ProcessorReport } from './encoder.ts';

export const Check = z.strictObject({
  name: z.string(),
  ok: z.boolean(),
  /** One line: the fact when ok, the reason and what to do when not. */
  detail: z.string(),
});
export type Check = z.infer<typeof Check>;

export const DoctorReport = z.strictObject({
  ok: z.boolean(),
  versions: z.record(z.string(), z.string()),
  checks: z.array(Check),
  /** Where photos would be encoded, every provider of this system tried anew; null when no encoder started. */
  processors: ProcessorReport.nullable(),
});
export type DoctorReport = z.infer<typeof DoctorReport>;
