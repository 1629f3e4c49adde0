package dev.dream.demo;

import dev.dream.demo.BidResult.Accepted;
import dev.dream.demo.BidResult.Closed;
import dev.dream.demo.BidResult.TooLow;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The auctions over HTTP. */
@RestController
@RequestMapping("/auctions")
class AuctionController {

  private final AuctionService auctions;
  private final OpenPages pages;

  AuctionController(AuctionService auctions, OpenPages pages) {
    this.auctions = auctions;
    this.pages = pages;
  }

  @GetMapping
  List<AuctionState> list() {
    return auctions.newest();
  }

  @PostMapping
  ResponseEntity<AuctionState> open(@RequestBody NewAuction auction) {
    AuctionState opened =
        auctions.open(auction.title(), auction.startingPrice(), auction.durationOrDefault());
    return ResponseEntity.created(URI.create("/auctions/" + opened.id())).body(opened);
  }

  @GetMapping("/{id}")
  AuctionState find(@PathVariable long id) {
    return auctions.find(id);
  }

  /** Lets a page hear of each auction that changes, as it does. */
  @GetMapping(path = "/prices", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter prices() {
    return pages.open();
  }

  @PostMapping("/{id}/crash")
  ResponseEntity<Void> crash(@PathVariable long id) {
    auctions.crash(id);
    return ResponseEntity.accepted().build();
  }

  @PostMapping("/{id}/bids")
  ResponseEntity<Object> bid(@PathVariable long id, @RequestBody NewBid bid) {
    return switch (auctions.bid(id, bid.bidder(), bid.amount())) {
      case Accepted(Bid accepted) -> ResponseEntity.status(HttpStatus.CREATED).body(accepted);
      case TooLow tooLow -> problem(tooLow);
      case Closed(_) -> problem(HttpStatus.GONE, "the auction is closed");
    };
  }

  private static ResponseEntity<Object> problem(TooLow tooLow) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.CONFLICT, "the least you can bid is " + tooLow.minimum());
    problem.setProperty("minimum", tooLow.minimum());
    problem.setProperty("highest", tooLow.highest());
    return ResponseEntity.of(problem).build();
  }

  private static ResponseEntity<Object> problem(HttpStatus status, String detail) {
    return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, detail)).build();
  }
}
