/** The one door out: routes, transports, mailboxes and their outcomes. */
@Export
@Version("1.0.0")
@NullMarked
package org.quoin.api.delivery;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
