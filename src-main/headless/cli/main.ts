import { createRequire } from 'node:module';
import { Argument, Command, CommanderError, Option } from 'commander';
import { AppError } from '../../../src-contract/index.ts';
import { searchSorts } from '../../../src-contract/index.ts';
import { providerRequests } from '../../core/encoder-protocol.ts';
import { packageJsonPath } from '../paths.ts';
import { closerLook, type CloserLookChange, closerLookChanges } from './commands/closer-look.ts';
import { type CudaOptions, cudaStatus, installCuda, removeCuda } from './commands/cuda.ts';
import { doctor } from './commands/doctor.ts';
import { indexFolders, type IndexOptions } from './commands/index-folders.ts';
import { leaveOut, type LeaveOutOptions, leftOut } from './commands/left-out.ts';
import {
  importModel,
  installModel,
  listModels,
  modelSources,
  type ModelsOptions,
  removeModel,
  type SourcesOptions,
  verifyModel,
} from './commands/models.ts';
import { search, type SearchOptions } from './commands/search.ts';
import { serve, type ServeOptions } from './commands/serve.ts';
import { failures, forget, status } from './commands/status.ts';
import { tags } from './commands/tags.ts';
import { goBack, keepModel, useModel, type UseModelOptions } from './commands/use-model.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { type Console, type GlobalOptions, writeLine } from './session.ts';
import { printable } from './terminal.ts';

const exitCodeHelp = `
Examples:
  eidetic index ~/Pictures
  eidetic search "two dogs in the snow"
  eidetic search --image holiday.jpg "but at night"
  eidetic search --queries questions.txt --top 5 > answers.jsonl

Exit codes:
  ${exitCodes.ok}    done (photos that could not be indexed are listed by "eidetic failures")
  ${exitCodes.bug}    an error that should not happen: please report it
  ${exitCodes.usage}    the command line is wrong
  ${exitCodes.input}    a folder, query, image or archive that was named cannot be used
  ${exitCodes.dataDir}    the data folder or database cannot be used
  ${exitCodes.model}    the model pack or the encoder cannot be used
  ${exitCodes.cancelled}  cancelled; what was done is kept
`;

/** Run the command line. @returns the exit code; everything is closed by then. */
export async function main(args: readonly string[]): Promise<number> {
  const unread = new AbortController();
  const console: Console = { out: process.stdout, err: process.stderr, unread: unread.signal };
  // A reader that has seen enough (`| head`) closes the pipe: that is no error of ours.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      if (stream === process.stdout) unread.abort();
    });
  }
  let exitCode: number = exitCodes.ok;
  const program = buildProgram(console, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    const error = AppError.from(thrown);
    writeLine(console.err, `${error.code}: ${error.message.split('\n').map(printable).join('\n')}`);
    if (error.code === 'INTERNAL')
      writeLine(console.err, String(error.cause instanceof Error ? error.cause.stack : error.stack));
    return exitCodeOf(error.code);
  }
}

function buildProgram(console: Console, done: (exitCode: number) => void): Command {
  const { version } = createRequire(import.meta.url)(packageJsonPath()) as { version: string };
  const program = new Command('eidetic')
    .description('Find your photos by describing them. Everything stays on this machine.')
    .version(version)
    .option('--data-dir <folder>', 'where the index lives (default: your user data folder, or $EIDETIC_DATA_DIR)')
    .option('--pack <folder>', 'use another model pack than the built-in one')
    .addOption(new Option('--provider <name>', 'where models run').choices(providerRequests).default('auto'))
    .addHelpText('after', exitCodeHelp)
    .showHelpAfterError('Run "eidetic --help" for help.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => console.out.write(text), writeErr: (text) => console.err.write(text) });
  const global = (): GlobalOptions => program.opts<GlobalOptions>();

  program
    .command('index')
    .description('index the photos in folders and everything below them; without folders, look for changes in all')
    .argument('[folder...]', 'folders of photos; they are remembered')
    .option('--retry-failed', 'try photos again that could not be indexed before')
    .option('--json', 'print the summary as JSON')
    .action(async (folders: string[], options: IndexOptions) => {
      done(await indexFolders(folders, { ...global(), ...options }, console));
    });
  program
    .command('search')
    .description('find photos by a description, an example image, or both; indexes what is new first')
    .argument('[text...]', 'what you remember of the photo')
    .option('--image <file>', 'find photos that look like this one')
    .option('--box <x,y,w,h>', 'of the image this part alone, as shares of its width and height')
    .option('--top <n>', 'how many to show', '10')
    .addOption(new Option('--sort <order>', 'order of those that match').choices(searchSorts).default('relevance'))
    .addOption(
      new Option('--stacks <on|off>', 'show what belongs together as one; as in the settings unless given').choices([
        'on',
        'off',
      ]),
    )
    .option('--folder <folder>', 'only photos in this folder')
    .option('--queries <file>', 'one query a line, "-" for standard input; answers as JSON lines')
    .option('--no-index', 'do not look for new photos first')
    .option('--json', 'print the answer as one line of JSON')
    .action(async (words: string[], options: SearchOptions) => {
      done(await search(words, { ...global(), ...options }, console));
    });
  program
    .command('serve')
    .description('show the library in a browser on this machine')
    .option('--port <n>', 'where to listen, 0 for any that is free', '0')
    .option('--no-index', 'do not look for new photos')
    .option('--page <folder>', 'serve another page than the built-in one')
    .action(async (options: ServeOptions) => {
      done(await serve({ ...global(), ...options }, console));
    });
  program
    .command('status')
    .description('show what is indexed')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => {
      done(await status({ ...global(), ...options }, console));
    });
  program
    .command('failures')
    .description('list what could not be indexed, and why')
    .option('--json', 'one JSON object a line')
    .action(async (options: { json?: boolean }) => {
      done(await failures({ ...global(), ...options }, console));
    });
  program
    .command('tags')
    .description('list what photos show, in words, with how many of each')
    .option('--json', 'one JSON object a line')
    .action(async (options: { json?: boolean }) => {
      done(await tags({ ...global(), ...options }, console));
    });
  program
    .command('closer-look')
    .description('take a closer look at photos, in five parts, or as before; without, say how far it is')
    .addArgument(new Argument('[change]', '"delete" gives up what is kept of it').choices(closerLookChanges))
    .option('--json', 'as JSON')
    .action(async (change: CloserLookChange | undefined, options: { json?: boolean }) => {
      done(await closerLook(change, { ...global(), ...options }, console));
    });
  program
    .command('left-out')
    .description('list what is left out of the folders, and why')
    .option('--json', 'one JSON object for each folder and reason')
    .action(async (options: { json?: boolean }) => {
      done(await leftOut({ ...global(), ...options }, console));
    });
  program
    .command('leave-out')
    .description('leave out of a folder what patterns say, instead of the patterns before; without any, list them')
    .argument('<folder>')
    .argument('[pattern...]', 'as in a .gitignore at the top of the folder: "Exports/", "*-edited.*"')
    .option('--preview', 'only say how many photos that concerns')
    .option('--nothing', 'take all patterns away')
    .option('--json', 'as JSON')
    .action(async (folder: string, patterns: string[], options: LeaveOutOptions) => {
      done(await leaveOut(folder, patterns, { ...global(), ...options }, console));
    });
  program
    .command('forget')
    .description('take a folder out of the library; the photos themselves are not touched')
    .argument('<folder>')
    .action(async (folder: string) => {
      done(await forget(folder, global(), console));
    });
  addModels(program, console, done);
  addGpu(program, console, done);
  program
    .command('doctor')
    .description('check that everything works on this machine')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => {
      done(await doctor({ ...global(), ...options }, console));
    });
  return program;
}

/** The commands about model packs. */
function addModels(program: Command, console: Console, done: (exitCode: number) => void): void {
  const models = program
    .command('models')
    .description('see, install and remove model packs: what photos are looked at with')
    .option('--catalogue <folder>', 'another catalogue of packs than the built-in one');
  const all = (): GlobalOptions => ({ ...program.opts<GlobalOptions>(), ...models.opts<GlobalOptions>() });
  const acceptLicense = '--accept-license';
  models
    .command('list')
    .description('list the packs that are there and those that can be downloaded')
    .option('--json', 'one JSON object a line')
    .action(async (options: ModelsOptions) => {
      done(await listModels({ ...all(), ...options }, console));
    });
  models
    .command('install')
    .description(
      'download a pack, check and test it; goes on where it was stopped. Only installing connects to the internet',
    )
    .argument('<id>')
    .option(acceptLicense, 'accept its license, where that is asked for')
    .option('--json', 'print what was installed as JSON')
    .action(async (id: string, options: ModelsOptions) => {
      done(await installModel(id, { ...all(), ...options }, console));
    });
  models
    .command('import')
    .description('install a pack from a folder or archive: a ready one, or the files of one of the catalogue')
    .argument('<path>', 'folder, .zip, .tar or .tar.gz')
    .option(acceptLicense, 'accept its license, where that is asked for')
    .option('--json', 'print what was installed as JSON')
    .action(async (path: string, options: ModelsOptions) => {
      done(await importModel(path, { ...all(), ...options }, console));
    });
  models
    .command('use')
    .description(
      'search with an installed pack as soon as it has looked at every photo; the one before answers meanwhile',
    )
    .argument('<id>')
    .option('--now', 'search with it at once, among the photos that it has looked at')
    .option('--no-index', 'do not wait for photos to be looked at: "eidetic index" goes on')
    .option('--json', 'print which pack answers as JSON')
    .action(async (id: string, options: UseModelOptions) => {
      done(await useModel(id, { ...all(), ...options }, console));
    });
  models
    .command('back')
    .description('give up a pack that is being taken up, or else search with the one of before again')
    .option('--no-index', 'do not look at photos that it has not seen')
    .option('--json', 'print which pack answers as JSON')
    .action(async (options: UseModelOptions) => {
      done(await goBack({ ...all(), ...options }, console));
    });
  models
    .command('keep')
    .description('stay with the pack that answers, and let go of the one before, which can be removed then')
    .option('--json', 'print which pack answers as JSON')
    .action(async (options: UseModelOptions) => {
      done(await keepModel({ ...all(), ...options }, console));
    });
  models
    .command('remove')
    .description('remove an installed pack')
    .argument('<id>')
    .option('--json', 'as JSON')
    .action(async (id: string, options: ModelsOptions) => {
      done(await removeModel(id, { ...all(), ...options }, console));
    });
  models
    .command('verify')
    .description('check every file of an installed pack and let it pass its self-test again')
    .argument('<id>')
    .option('--record', 'let a pack without golden vectors have those that it makes now')
    .option('--json', 'as JSON')
    .action(async (id: string, options: ModelsOptions & { record?: boolean }) => {
      done(await verifyModel(id, { ...all(), ...options }, console));
    });
  models
    .command('sources')
    .description('show where packs are downloaded from, or set it')
    .option('--mirror <place>', "an https:// address or a folder that has the publisher's files")
    .option('--proxy <address>', 'an http:// or https:// proxy')
    .option('--reset', 'forget what was set')
    .option('--json', 'as JSON')
    .action(async (options: SourcesOptions) => {
      done(await modelSources({ ...all(), ...options }, console));
    });
}

/** The commands about what a GPU needs. */
function addGpu(program: Command, console: Console, done: (exitCode: number) => void): void {
  const cuda = program
    .command('gpu')
    .description('see, install and remove what a GPU needs and Eidetic does not bring')
    .command('cuda')
    .description('the libraries of CUDA, for cards of NVIDIA on Linux');
  const all = (): GlobalOptions => program.opts<GlobalOptions>();
  cuda
    .command('status')
    .description('whether they are installed, and of use on this machine')
    .option('--json', 'as JSON')
    .action(async (options: CudaOptions) => {
      done(await cudaStatus({ ...all(), ...options }, console));
    });
  cuda
    .command('install')
    .description('download and unpack them; goes on where it was stopped')
    .option('--accept-license', "accept NVIDIA's licenses, which are named before")
    .option('--json', 'print what was installed as JSON')
    .action(async (options: CudaOptions) => {
      done(await installCuda({ ...all(), ...options }, console));
    });
  cuda
    .command('remove')
    .description('remove them; photos are encoded elsewhere from then on')
    .option('--json', 'as JSON')
    .action(async (options: CudaOptions) => {
      done(await removeCuda({ ...all(), ...options }, console));
    });
}
