-- Without a state directory there are no checkpoints to show.
SHOW CHECKPOINT STATUS
--- args --csv
--- output
epoch,taken_at,state_bytes
