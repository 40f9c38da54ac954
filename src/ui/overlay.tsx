import type { ReactNode } from 'react';
import { Dialog as RadixDialog, DropdownMenu as RadixMenu, Popover as RadixPopover, Tabs as RadixTabs } from 'radix-ui';
import { Button, ButtonRow, IconButton } from './button.tsx';
import { Icon } from './icons.tsx';
import type { IconName } from './icons.tsx';
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

export interface MenuItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly icon?: IconName;
  readonly checked?: boolean;
  readonly danger?: boolean;
  readonly onSelect: () => void;
}

/** A menu of actions under a button. `trigger` must be one button. */
export function Menu({ trigger, label, items, heading }: { readonly trigger: ReactNode; readonly label: string; readonly items: readonly MenuItem[]; readonly heading?: ReactNode }) {
  return (
    <RadixMenu.Root modal={false}>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content className="ui-menu" aria-label={label} align="end" sideOffset={6} collisionPadding={8}>
          {heading ? <div className="ui-menu__heading">{heading}</div> : null}
          {items.map((item) => <MenuLine key={item.key} item={item} />)}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

function MenuLine({ item }: { readonly item: MenuItem }) {
  const look = item.danger ? 'ui-menu__item ui-menu__item--danger' : 'ui-menu__item';
  if (item.checked !== undefined) {
    return (
      <RadixMenu.CheckboxItem className={look} checked={item.checked} onSelect={item.onSelect}>
        <span className="ui-menu__mark">{item.checked ? <Icon name="check" size={18} /> : null}</span>
        {item.label}
      </RadixMenu.CheckboxItem>
    );
  }
  return (
    <RadixMenu.Item className={look} onSelect={item.onSelect}>
      <span className="ui-menu__mark">{item.icon ? <Icon name={item.icon} size={18} /> : null}</span>
      {item.label}
    </RadixMenu.Item>
  );
}

/** More about something, beside it. `trigger` must be one button. */
export function Popover({ trigger, label, children }: { readonly trigger: ReactNode; readonly label: string; readonly children: ReactNode }) {
  return (
    <RadixPopover.Root>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content className="ui-popover" aria-label={label} align="end" sideOffset={6} collisionPadding={8}>{children}</RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}

export interface Tab {
  readonly key: string;
  readonly label: string;
  readonly count?: number;
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
