/** Runs the end-to-end tests beside one identity provider: Clerk's API, tokens and keys, played by `emulate`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createEmulator } from 'emulate';
import { CLERK_SECRET, CLERK_URL } from './support/clerk-provider.js';

const url = new URL(CLERK_URL);
await free(Number(url.port), Date.now() + 120_000);
const emulator = await createEmulator({
  service: 'clerk',
  port: Number(url.port),
  baseUrl: url.origin,
  seed: { tokens: { [CLERK_SECRET]: { login: 'admin' } } },
});
const files = process.argv.slice(2);
const suite = files.length > 0 ? files : [fileURLToPath(new URL('./e2e/', import.meta.url))];
const tests = spawn(process.execPath, ['--test', '--test-reporter=tap', '--test-concurrency=1', ...suite], { stdio: 'inherit' });
const [code] = (await once(tests, 'exit')) as [number | null];
await emulator.close();
process.exit(code ?? 1);

/** The example tenants trust one address, so two runs on one machine take turns at it. */
async function free(port: number, until: number): Promise<void> {
  for (;;) {
    const probe = createServer();
    try {
      await once(probe.listen(port, '127.0.0.1'), 'listening');
      await new Promise((resolve) => probe.close(resolve));
      return;
    } catch (taken) {
      if (Date.now() > until) {
        throw taken;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
