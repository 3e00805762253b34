import type { RefObject } from 'react';
import { useSize } from './use-size';

/** Width of an element's content box in px, kept up to date; 0 until it is drawn. */
export const useWidth = (element: RefObject<HTMLElement | null>): number => useSize(element).width;
