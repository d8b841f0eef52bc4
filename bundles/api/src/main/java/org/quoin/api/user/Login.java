package org.quoin.api.user;

/**
 * Somebody who has proved who he is.
 *
 * @param name the user's name as the authenticator writes it; what limits and logs go by
 */
public record Login(String name) {}
