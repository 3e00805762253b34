import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '#shared/model/trunk-view';
import { aTrunk } from '#test/support/views';
import { barTrunk } from '../../../../../renderer/app/bar-trunk';
import {
  bindSummary,
  endpointOf,
  isActive,
  meaningOf,
  portWords,
  stateWords,
} from '../../../../../renderer/features/trunks/trunk-state';

const loggedIn = (
  smscInterfaceVersion: number | null,
  version: '3.3' | '3.4' | '5.0' = '3.4',
): ConnectionState => ({
  kind: 'logged-in',
  sinceMs: 0,
  smscInterfaceVersion,
  version,
  security: null,
  localAddress: '127.0.0.1:1',
  remoteAddress: '127.0.0.1:2',
});
const waiting = (retryAtMs: number): ConnectionState => ({
  kind: 'waiting',
  after: 'login-failed',
  retryAtMs,
});

describe('stateWords', () => {
  it.each([
    [48_000, 'Login failed · retrying in 48 s'],
    [47_001, 'Login failed · retrying in 48 s'],
    [130_000, 'Login failed · retrying in 2 min 10 s'],
    [300_000, 'Login failed · retrying in 5 min'],
    [0, 'Login failed · retrying now'],
    [-5000, 'Login failed · retrying now'],
  ])('%i ms before the next attempt: %s', (leftMs, words) => {
    expect(stateWords(waiting(1_000_000 + leftMs), 1_000_000)).toBe(words);
  });

  it('is the plain name otherwise', () => {
    expect(stateWords({ kind: 'logging' }, 0)).toBe('Logging…');
    expect(stateWords(loggedIn(0x34), 0)).toBe('Logged in');
  });
});

describe('what a state means', () => {
  it('tells a trunk that works from one that tries and one that failed', () => {
    expect(meaningOf(loggedIn(null))).toBe('ok');
    expect(meaningOf({ kind: 'connecting' })).toBe('working');
    expect(meaningOf(waiting(0))).toBe('error');
    expect(meaningOf({ kind: 'idle' })).toBe('neutral');
  });

  it('can be ended while it tries, and begun when it does not', () => {
    expect(isActive(waiting(0))).toBe(true);
    expect(isActive({ kind: 'login-failed' })).toBe(false);
    expect(isActive({ kind: 'idle' })).toBe(false);
  });
});

describe('bindSummary', () => {
  it('names the version that is spoken once it is bound', () => {
    expect(bindSummary(aTrunk('a', { connection: loggedIn(0x50) }))).toBe('TRX · 3.4');
    expect(bindSummary(aTrunk('a', { connection: loggedIn(0x33, '3.3') }))).toBe('TRX · 3.3');
    expect(bindSummary(aTrunk('a', { connection: loggedIn(null) }))).toBe('TRX · 3.4');
    expect(bindSummary(aTrunk('a', { settings: { bindType: 'receiver' } }))).toBe('RX');
  });
});

describe('endpointOf', () => {
  it('is the port that the bind type uses, and brackets IPv6', () => {
    const ports = { host: '2001:db8::1', txPort: 2775, rxPort: 2776 };
    expect(endpointOf(aTrunk('a', { settings: ports }))).toBe('[2001:db8::1]:2775');
    expect(endpointOf(aTrunk('a', { settings: { ...ports, bindType: 'receiver' } }))).toBe(
      '[2001:db8::1]:2776',
    );
  });
});

describe('portWords', () => {
  it('is the port of the one bind, or how many of several are open', () => {
    expect(portWords([])).toBe('Closed');
    expect(portWords([{ port: 'listening' }])).toBe('Listening');
    expect(portWords([{ port: 'open' }, { port: 'open' }])).toBe('Open');
    expect(portWords([{ port: 'open' }, { port: 'closed' }])).toBe('1 of 2 open');
  });
});

describe('barTrunk', () => {
  const trunks = [aTrunk('a'), aTrunk('b', { connection: loggedIn(0x34) }), aTrunk('c')];

  it('is the chosen one, else one that is logged in, else the first', () => {
    expect(barTrunk(trunks, trunks[2]!.id)?.id).toBe('c');
    expect(barTrunk(trunks, null)?.id).toBe('b');
    expect(barTrunk([trunks[0]!], aTrunk('gone').id)?.id).toBe('a');
    expect(barTrunk([], null)).toBeNull();
  });
});
