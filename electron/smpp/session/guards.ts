import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { SessionListener } from './session-types';

/**
 * The session calls out only through these: what a listener or the log throws is reported and never changes what the
 * session does next.
 */
export function guardListener(
  listener: SessionListener,
  onError: (error: unknown) => void,
): Required<SessionListener> {
  return {
    onRequest(request) {
      try {
        listener.onRequest(request);
      } catch (error) {
        onError(error);
      }
    },
    onStateChanged(state) {
      try {
        listener.onStateChanged(state);
      } catch (error) {
        onError(error);
      }
    },
    onRoom() {
      try {
        listener.onRoom();
      } catch (error) {
        onError(error);
      }
    },
    onLateResponse(command, sequenceNumber, response) {
      try {
        listener.onLateResponse(command, sequenceNumber, response);
      } catch (error) {
        onError(error);
      }
    },
    onCongestion(level) {
      try {
        listener.onCongestion?.(level);
      } catch (error) {
        onError(error);
      }
    },
    onEnded(end) {
      try {
        listener.onEnded(end);
      } catch (error) {
        onError(error);
      }
    },
  };
}

export function guardRecorder(recorder: PduRecorder, onError: (error: unknown) => void): PduRecorder {
  return {
    recordPdu(direction, octets, timeMs) {
      try {
        recorder.recordPdu(direction, octets, timeMs);
      } catch (error) {
        onError(error);
      }
    },
    recordOctets(direction, octets, timeMs, reason) {
      try {
        recorder.recordOctets(direction, octets, timeMs, reason);
      } catch (error) {
        onError(error);
      }
    },
  };
}
