'use client';

import { createElement as h, useEffect, useState, type ReactElement } from 'react';
import type { Transaction } from '../credits/sdk.js';
import { load, type TokenSource } from './load.js';

export interface CreditsBalanceProps {
  src?: string;
  token?: TokenSource;
}

export interface TransactionHistoryProps extends CreditsBalanceProps {
  limit?: number;
}

/** The balance in one line; nothing but a placeholder until it is known. */
export function CreditsBalance({ src = '/api/credits/balance', token }: CreditsBalanceProps = {}): ReactElement {
  const data = useLoaded<{ balance: number }>(src, token);
  if (data === null) {
    return h('div', { className: 'animate-pulse bg-muted rounded-lg px-3 py-1 w-24 h-8' });
  }
  return h(
    'div',
    { className: 'flex items-center gap-2 px-3 py-1 bg-muted rounded-lg' },
    h('span', { className: 'text-sm text-muted-foreground' }, 'Credits:'),
    h('span', { className: 'font-semibold text-lg tabular-nums', 'data-testid': 'credits-balance' }, data.balance),
  );
}

/** The newest transactions, one line each. */
export function TransactionHistory({ src = '/api/credits/history', limit = 20, token }: TransactionHistoryProps = {}): ReactElement {
  const data = useLoaded<{ transactions: Transaction[] }>(`${src}?limit=${limit}`, token);
  if (data === null) {
    return h('div', null, 'Loading...');
  }
  return h(
    'div',
    { className: 'space-y-2' },
    h('h2', { className: 'text-lg font-semibold' }, 'Transaction History'),
    h('div', { className: 'divide-y' }, data.transactions.map(line)),
  );
}

function line({ id, action, amount, timestamp }: Transaction): ReactElement {
  const tone = amount > 0 ? 'text-green-600' : 'text-red-600';
  return h(
    'div',
    { key: id, className: 'py-2 flex justify-between' },
    h(
      'div',
      null,
      h('div', { className: 'font-medium' }, action),
      h('div', { className: 'text-sm text-muted-foreground' }, new Date(timestamp).toLocaleString()),
    ),
    h('div', { className: `font-semibold ${tone}` }, amount > 0 ? '+' : '', amount),
  );
}

/** Null until the first answer; an answer that comes after the widget is gone is dropped. */
function useLoaded<Data>(source: string, token: TokenSource | undefined): Data | null {
  const [data, setData] = useState<Data | null>(null);
  useEffect(() => {
    let mounted = true;
    load<Data>(source, token)
      .then((loaded) => {
        if (mounted) {
          setData(loaded);
        }
      })
      .catch((error: unknown) => console.error(`Failed to load ${source}:`, error));
    return () => {
      mounted = false;
    };
    // A token function is new on every render; the source alone says what to read.
  }, [source]);
  return data;
}
