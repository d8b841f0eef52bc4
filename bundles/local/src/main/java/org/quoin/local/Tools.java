package org.quoin.local;

/** What one attempt works with: the plugins as they are at its beginning. */
record Tools(
    Accounts accounts,
    Interpreter interpreter,
    Mailboxes mailboxes,
    Programs programs,
    Callables callables,
    Forwarder forwarder,
    Controls controls) {}
