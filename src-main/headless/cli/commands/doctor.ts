import { runDoctor } from '../../doctor.ts';
import { exitCodes } from '../exit-codes.ts';
import { processorLines } from '../processor-lines.ts';
import { type Console, engineOptions, type GlobalOptions, writeJson, writeLine } from '../session.ts';
import { printable } from '../terminal.ts';

/** `doctor`: check the installation. */
export async function doctor(options: GlobalOptions & { readonly json?: boolean }, console: Console): Promise<number> {
  const report = await runDoctor(engineOptions(options));
  if (options.json === true) {
    writeJson(console.out, report);
  } else {
    for (const [name, version] of Object.entries(report.versions)) writeLine(console.out, `      ${name} ${version}`);
    for (const { name, ok, detail } of report.checks)
      writeLine(console.out, `${ok ? '  ok' : 'FAIL'}  ${name}: ${printable(detail)}`);
    for (const line of processorLines(report.processors)) writeLine(console.out, `      ${printable(line)}`);
    writeLine(console.out, report.ok ? 'Everything works.' : 'Something does not work: see FAIL above.');
  }
  if (report.ok) return exitCodes.ok;
  return report.checks.find(({ ok }) => !ok)?.name === 'data folder' ? exitCodes.dataDir : exitCodes.model;
}
