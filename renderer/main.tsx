import './ui/valid-language';
import './host/zod-without-eval';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { connectToHost } from './host/connect-to-host';
import './styles/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
createRoot(root).render(
  <StrictMode>
    <App client={connectToHost()} />
  </StrictMode>,
);
