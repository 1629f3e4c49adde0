package dev.dream.demo;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** The auctions in the database: the truth from which processes start. Plain blocking JDBC. */
@Repository
class AuctionStore {

  private static final String SELECT =
      """
      select a.id, a.title, a.starting_price, a.closes_at, a.closed,
             b.bid_number, b.bidder, b.amount, b.placed_at
      from auction a
      left join bid b on b.auction_id = a.id
        and b.bid_number = (select max(bid_number) from bid where auction_id = a.id)
      """;

  private final JdbcClient jdbc;

  AuctionStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds an auction and returns its number. */
  long create(String title, Money startingPrice, Instant closesAt) {
    KeyHolder key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into auction (title, starting_price, closes_at)
            values (:title, :startingPrice, :closesAt)
            """)
        .param("title", title)
        .param("startingPrice", startingPrice.amount())
        .param("closesAt", timestamp(closesAt))
        .update(key, "id");
    return Objects.requireNonNull(key.getKey()).longValue();
  }

  /**
   * Adds an auction's bid.
   *
   * <p>The number is a fence. The thread of a killed process may still be writing while the next
   * incarnation starts from what it finds: if both write the same number, the second fails, ends
   * its process, and the incarnation after it starts from both.
   *
   * @param number how many bids the auction has with this one
   * @throws org.springframework.dao.DuplicateKeyException if there is a bid with this number
   */
  void add(long auction, int number, Bid bid) {
    jdbc.sql(
            """
            insert into bid (auction_id, bid_number, bidder, amount, placed_at)
            values (:auction, :number, :bidder, :amount, :placedAt)
            """)
        .param("auction", auction)
        .param("number", number)
        .param("bidder", bid.bidder())
        .param("amount", bid.amount().amount())
        .param("placedAt", timestamp(bid.placedAt()))
        .update();
  }

  /** Closes an auction. */
  void close(long auction) {
    jdbc.sql("update auction set closed = true where id = :id").param("id", auction).update();
  }

  /** Returns an auction with its highest bid. */
  Optional<AuctionState> find(long auction) {
    return jdbc.sql(SELECT + "where a.id = :id")
        .param("id", auction)
        .query((row, _) -> auction(row))
        .optional();
  }

  /** Returns auctions with their highest bids: open ones first, newest first, a hundred at most. */
  List<AuctionState> newest() {
    return jdbc.sql(SELECT + "order by a.closed, a.id desc limit 100")
        .query((row, _) -> auction(row))
        .list();
  }

  /** Returns the numbers of the auctions that are not closed. */
  List<Long> open() {
    return jdbc.sql("select id from auction where not closed order by id")
        .query((row, _) -> row.getLong("id"))
        .list();
  }

  private static AuctionState auction(ResultSet row) throws SQLException {
    return new AuctionState(
        row.getLong("id"),
        row.getString("title"),
        new Money(row.getBigDecimal("starting_price")),
        instant(row, "closes_at"),
        row.getBoolean("closed"),
        row.getInt("bid_number"),
        bid(row));
  }

  private static @Nullable Bid bid(ResultSet row) throws SQLException {
    String bidder = row.getString("bidder");
    return bidder == null
        ? null
        : new Bid(bidder, new Money(row.getBigDecimal("amount")), instant(row, "placed_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** PostgreSQL's driver takes no Instant. */
  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
