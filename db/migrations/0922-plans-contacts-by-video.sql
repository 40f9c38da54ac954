-- Somebody who cannot travel is seen by a video call too.
alter table plans.follow_up drop constraint follow_up_channel_check, add constraint follow_up_channel_check check (channel in ('phone', 'message', 'video', 'visit', 'office'));
alter table plans.lost_period drop constraint lost_period_last_safe_channel_check,
  add constraint lost_period_last_safe_channel_check check (last_safe_channel in ('phone', 'message', 'video', 'visit', 'office'));
