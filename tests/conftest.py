"""The tests run alike in the foreground and in the background, where a shell has Ctrl-C ignored."""

import signal

# Those of Ctrl-C, and the commands they start, inherit what is set here.
signal.signal(signal.SIGINT, signal.default_int_handler)
