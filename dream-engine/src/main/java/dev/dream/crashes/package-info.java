/**
 * What became of the latest crashes: an observer of reports, made of what the packages {@code
 * process} and {@code supervisor} tell everybody. Erlang: {@code rb}, the report browser of SASL.
 */
@NullMarked
package dev.dream.crashes;

import org.jspecify.annotations.NullMarked;
