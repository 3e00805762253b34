import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';

export interface ErrorBoundaryProps {
  /** What failed, for the sentence: "This page". */
  readonly what: string;
  readonly children: ReactNode;
}

/** Keeps a part of the window that failed from taking the rest with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly message: string | null }> {
  override state: { readonly message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown): { readonly message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <div role="alert">
        <EmptyState
          title={`${this.props.what} could not be drawn`}
          action={<Button onClick={() => this.setState({ message: null })}>Draw it again</Button>}
        >
          Trunks and messages are not affected; they live in the host. The reason given was: {message}
        </EmptyState>
      </div>
    );
  }
}
