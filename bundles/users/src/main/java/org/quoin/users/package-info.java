/** Accounts: users/assign and users/cdb, the accounts of the system, virtual ones. */
@NullMarked
package org.quoin.users;

import org.jspecify.annotations.NullMarked;
