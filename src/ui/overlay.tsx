import type { ReactNode } from 'react';
import { Dialog as RadixDialog, Tabs as RadixTabs } from 'radix-ui';
import { Button, ButtonRow, IconButton } from './button.tsx';
import { useText } from './text-context.tsx';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Cannot be closed without an answer. */
  readonly mandatory?: boolean;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly size?: 'normal' | 'wide';
  readonly children?: ReactNode;
}

/**
 * A question that must be answered before going on. The backdrop is ours: Radix' overlay would lock scrolling through an
 * injected style element, which the content security policy forbids.
 */
export function Dialog({ open, onClose, mandatory = false, title, description, size = 'normal', children }: DialogProps) {
  const { t } = useText();
  return (
    <RadixDialog.Root open={open} onOpenChange={(next) => { if (!next && !mandatory) onClose(); }}>
      <RadixDialog.Portal>
        <div className="ui-backdrop" />
        <RadixDialog.Content className={`ui-dialog ui-dialog--${size}`} data-ui-dialog {...(description ? {} : { 'aria-describedby': undefined })}>
          <div className="ui-dialog__head">
            <RadixDialog.Title asChild><h2>{title}</h2></RadixDialog.Title>
            {mandatory ? null : <RadixDialog.Close asChild><IconButton icon="cross" label={t('ui.close')} /></RadixDialog.Close>}
          </div>
          {description ? <RadixDialog.Description asChild><div className="ui-dialog__text">{description}</div></RadixDialog.Description> : null}
          {children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

export interface ConfirmProps extends Omit<DialogProps, 'children' | 'size'> {
  readonly confirmLabel: string;
  readonly danger?: boolean;
  readonly pending?: boolean;
  readonly onConfirm: () => void;
  readonly children?: ReactNode;
}

/** Yes or no, with what will happen said in the words of the button. */
export function Confirm({ confirmLabel, danger = false, pending = false, onConfirm, children, ...dialog }: ConfirmProps) {
  const { t } = useText();
  return (
    <Dialog {...dialog}>
      {children}
      <ButtonRow end>
        <Button look="quiet" onClick={dialog.onClose}>{t('ui.cancel')}</Button>
        <Button look={danger ? 'danger' : 'primary'} pending={pending} onClick={onConfirm}>{confirmLabel}</Button>
      </ButtonRow>
    </Dialog>
  );
}

export interface Tab {
  readonly key: string;
  readonly label: string;
  /** A number, or one with a sign that there are more. */
  readonly count?: number | string;
  readonly content: ReactNode;
}

/** Lists of the same kind beside one another. Never where a tab could hide something dangerous. */
export function Tabs({ tabs, label, value, onChange }: { readonly tabs: readonly Tab[]; readonly label: string; readonly value?: string; readonly onChange?: (key: string) => void }) {
  const controlled = value === undefined ? { defaultValue: tabs[0]?.key ?? '' } : { value };
  return (
    <RadixTabs.Root {...controlled} {...(onChange ? { onValueChange: onChange } : {})} className="ui-tabs">
      <RadixTabs.List className="ui-tabs__list" aria-label={label}>
        {tabs.map((tab) => (
          <RadixTabs.Trigger key={tab.key} value={tab.key} className="ui-tabs__tab">
            {tab.label}
            {tab.count === undefined ? null : <span className="ui-count">{tab.count}</span>}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {tabs.map((tab) => <RadixTabs.Content key={tab.key} value={tab.key} className="ui-tabs__panel">{tab.content}</RadixTabs.Content>)}
    </RadixTabs.Root>
  );
}
