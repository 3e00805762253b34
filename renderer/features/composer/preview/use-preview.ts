import { useEffect, useState } from 'react';
import type { CommandInput } from '#shared/contract/index';
import type { SubmitPreview } from '#shared/model/submission';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../../app/replica';

/** After the last key. */
const DELAY_MS = 150;

type Answer =
  | { readonly kind: 'asking' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'shown'; readonly preview: SubmitPreview };

export type PreviewState = Answer & {
  /** Whether it is of the message before the last change. */
  readonly isStale: boolean;
};

/** What the host would send, asked anew when the message rests after a change; the last answer stays until then. */
export function usePreview(
  client: HostClient,
  request: CommandInput<'message.preview'> | string,
): PreviewState {
  const [{ of, answer }, setAnswer] = useState<{ readonly of: string; readonly answer: Answer }>({
    of: '',
    answer: { kind: 'asking' },
  });
  const asked = JSON.stringify(request);
  useEffect(() => {
    const wanted = JSON.parse(asked) as CommandInput<'message.preview'> | string;
    let isOver = false;
    const show = (next: Answer): void => {
      if (!isOver) setAnswer({ of: asked, answer: next });
    };
    const timer = setTimeout(() => {
      if (typeof wanted === 'string') {
        show({ kind: 'refused', sentence: wanted });
        return;
      }
      client.call('message.preview', wanted).then(
        (preview) => show({ kind: 'shown', preview }),
        (error: unknown) => show({ kind: 'refused', sentence: sentenceOf(error) }),
      );
    }, DELAY_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, asked]);
  return { ...answer, isStale: of !== asked };
}
