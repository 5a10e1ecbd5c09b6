/// Checks the complete chain from this process to AWS, and reports what is wrong and how to fix it.
@NullMarked
package io.spiffeaws.doctor;

import org.jspecify.annotations.NullMarked;
