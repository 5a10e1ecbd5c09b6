/// JSON Web Tokens as they are written, and whether their signature is one of an issuer's keys.
@NullMarked
package io.spiffeaws.jwt;

import org.jspecify.annotations.NullMarked;
