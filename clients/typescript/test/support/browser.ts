import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A real browser; Debian's chromium is installed when there is none. */
export function launch(): Promise<Browser> {
  const executablePath = installed() ?? install();
  return chromium.launch({ executablePath, args: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'] });
}

function installed(): string | undefined {
  return PLACES.find((place) => place !== '' && existsSync(place));
}

function install(): string {
  execFileSync('apt-get', ['update'], { stdio: 'ignore' });
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
  const place = installed();
  if (place === undefined) {
    throw new Error('no browser: install chromium, or name one in CHROMIUM');
  }
  return place;
}
