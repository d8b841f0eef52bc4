package org.quoin.net;

import org.quoin.api.net.Protocol;

/** One protocol service and the conversations it is having. */
record Gate(Protocol protocol, Crowd crowd) {}
