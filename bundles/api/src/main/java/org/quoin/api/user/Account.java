package org.quoin.api.user;

import java.nio.file.Path;

/**
 * Where mail for a local part goes (U1, U3).
 *
 * @param user account name
 * @param home absolute path
 * @param dash {@code -} or empty; with {@code ext} names the .qmail file
 * @param ext the part of the address behind the account's own, case kept
 */
public record Account(String user, long uid, long gid, Path home, String dash, String ext) {}
