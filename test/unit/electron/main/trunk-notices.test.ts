import { beforeEach, describe, expect, it } from 'vitest';
import { TrunkNotices, worstStateWords } from '#electron/main/trunk-notices';
import { trunkId } from '#shared/model/ids';
import { trunkSettings } from '#shared/model/trunk';
import type { ConnectionState, LastState } from '#shared/model/trunk-view';

const id = trunkId.parse('a');
const other = trunkId.parse('b');
const settings = (name: string) => trunkSettings.parse({ name, host: 'smsc.example', systemId: 'user' });
const up: ConnectionState = {
  kind: 'logged-in',
  sinceMs: 1,
  smscInterfaceVersion: null,
  version: '3.4',
  localAddress: '10.0.0.1:1',
  remoteAddress: '10.0.0.2:2775',
  security: null,
};
const waiting: ConnectionState = { kind: 'waiting', after: 'error', retryAtMs: 9 };
const last = (sentence: string): LastState => ({
  kind: 'disconnected',
  sentence,
  commandStatus: null,
  atMs: 1,
});

let notices: TrunkNotices;
const change = (connection: ConnectionState, of = id) =>
  notices.onStateChanged({
    id: of,
    connection,
    last: last('The SMSC closed the connection.'),
    binds: [],
    throttle: null,
    warnings: [],
  });

beforeEach(() => {
  notices = new TrunkNotices();
  notices.know({ id, settings: settings('Carrier A'), connection: { kind: 'idle' } });
});

describe('what the desktop is told', () => {
  it('tells that a trunk that was up went down, with the cause, and once that it is back', () => {
    expect(change({ kind: 'connecting' })).toBeNull();
    expect(change(up)).toBeNull();
    expect(change(waiting)).toEqual({
      title: 'Carrier A went down',
      body: 'The SMSC closed the connection.',
    });
    expect(change({ kind: 'connecting' })).toBeNull();
    expect(change(waiting)).toBeNull();
    expect(change({ kind: 'logging' })).toBeNull();
    expect(change(up)).toMatchObject({ title: 'Carrier A is back' });
    expect(change(up)).toBeNull();
  });

  it.each<ConnectionState>([waiting, { kind: 'error' }, { kind: 'login-failed' }])(
    'tells of every end by itself: $kind',
    (end) => {
      change(up);
      expect(change(end)).toMatchObject({ title: 'Carrier A went down' });
    },
  );

  it('says nothing of what the user does', () => {
    change(up);
    expect(change({ kind: 'unbinding' })).toBeNull();
    expect(change({ kind: 'idle' })).toBeNull();
    expect(change({ kind: 'connecting' })).toBeNull();
    expect(change(up)).toBeNull();
  });

  it('says nothing of a trunk that never was up', () => {
    expect(change({ kind: 'connecting' })).toBeNull();
    expect(change(waiting)).toBeNull();
    expect(change(up)).toBeNull();
  });

  it('does not call a trunk back that the user gave up while it was down', () => {
    change(up);
    change(waiting);
    change({ kind: 'idle' });
    expect(change(up)).toBeNull();
  });

  it('uses the name of now, and forgets what was deleted', () => {
    change(up);
    notices.know({ id, settings: settings('Carrier Z'), connection: up });
    expect(change(waiting)).toMatchObject({ title: 'Carrier Z went down' });
    notices.forget([id]);
    expect(change(up)).toBeNull();
    expect(notices.worst()).toEqual({ health: 'idle', names: [] });
  });
});

describe('the worst state', () => {
  it('is that of the trunk that is worst, with the names of all that are in it', () => {
    notices.know({ id: other, settings: settings('Carrier B'), connection: { kind: 'idle' } });
    expect(worstStateWords(notices.worst())).toBe('No trunk is bound');
    change(up);
    expect(worstStateWords(notices.worst())).toBe('Carrier A is logged in');
    change({ kind: 'logging' }, other);
    expect(worstStateWords(notices.worst())).toBe('Carrier B is connecting');
    change(waiting, other);
    expect(worstStateWords(notices.worst())).toBe('Carrier B is down');
    change(waiting);
    expect(notices.worst()).toEqual({ health: 'down', names: ['Carrier A', 'Carrier B'] });
    expect(worstStateWords(notices.worst())).toBe('2 trunks are down');
    change(up);
    change(up, other);
    expect(worstStateWords(notices.worst())).toBe('2 trunks are logged in');
  });
});
