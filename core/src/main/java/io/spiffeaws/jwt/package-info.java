/// Parses JSON Web Tokens and checks their signatures against an issuer's keys.
@NullMarked
package io.spiffeaws.jwt;

import org.jspecify.annotations.NullMarked;
