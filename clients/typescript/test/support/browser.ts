import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a real browser is; Debian's chromium is installed when there is none and that is possible. */
export function browserAt(): string | undefined {
  return installed() ?? install();
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'] });
}

function installed(): string | undefined {
  return PLACES.find((place) => place !== '' && existsSync(place));
}

function install(): string | undefined {
  try {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
  } catch {
    // No apt-get, no right to it, or no network: the tests that need a browser are skipped and say so.
  }
  return installed();
}
