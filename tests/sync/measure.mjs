// node measure.mjs [SECONDS]: measures the audio/video sync of a recording and prints it.
import { removeFolder, temporaryFolder } from '../service/service.mjs';
import { describe, measureSync } from './sync.mjs';

const folder = await temporaryFolder();
try {
    console.log(describe(await measureSync(folder, Number(process.argv[2] ?? 300))));
} finally {
    await removeFolder(folder);
}
