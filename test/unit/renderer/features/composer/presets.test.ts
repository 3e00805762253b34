import { describe, expect, it } from 'vitest';
import { emptyDraft, type Draft } from '../../../../../renderer/features/composer/draft';
import { draftErrors, requestParts } from '../../../../../renderer/features/composer/draft-request';
import { presets } from '../../../../../renderer/features/composer/presets';

function preset(name: string) {
  const found = presets.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no preset ${name}.`);
  return found;
}

const chosen = (name: string, draft: Draft = emptyDraft): Draft => ({ ...draft, ...preset(name).on(draft) });

describe('a preset', () => {
  it.each(presets.map(({ name }) => name))('%s is on when chosen, and off again without a trace', (name) => {
    expect(preset(name).isOn(emptyDraft)).toBe(false);
    const on = chosen(name);
    expect(preset(name).isOn(on)).toBe(true);
    const off = { ...on, ...preset(name).off(on) };
    expect(preset(name).isOn(off)).toBe(false);
    expect(requestParts(off, null)).toEqual(requestParts(emptyDraft, null));
  });

  it('makes a flash message of class 0', () => {
    expect(requestParts(chosen('Flash'), null).isFlash).toBe(true);
  });

  it('makes a silent message of type 0', () => {
    expect(requestParts(chosen('Silent'), null).advanced.protocolId).toBe(0x40);
  });

  it('sends a WAP push as octets to port 2948 from 9200', () => {
    const push = { ...chosen('WAP push'), hex: '01 06 04' };
    expect(draftErrors(push, null)).toEqual({});
    expect(requestParts(push, null)).toMatchObject({
      ports: { destination: 2948, source: 9200 },
      alphabet: 'binary',
      octets: '010604',
    });
  });

  it('sends USSD with its operation, and keeps one that was chosen', () => {
    expect(requestParts(chosen('USSD'), null).advanced).toMatchObject({
      serviceType: 'USSD',
      tlvs: [{ kind: 'name', name: 'ussd_service_op', value: '2' }],
    });
    const own = { kind: 'name' as const, name: 'ussd_service_op', value: '3' };
    expect(chosen('USSD', { ...emptyDraft, tlvs: [own] }).tlvs).toEqual([own]);
  });
});
